// What a package says of itself, in both languages: what is in it, and how it is checked without this program.
export const readme = (number: string): string => `${number}

这个包里有什么
==============
这是一件档案的完整副本，按 RFC 8493（BagIt 1.0）打包，离开原系统也能阅读和核验。
  data/index.html       用浏览器阅读（没有脚本，不联网）
  data/metadata.json    目录信息：档号、类别、保管期限、起止时间、事项、结果
  data/answers/         填报内容的各个版本（JSON）
  data/texts/           文稿的各个版本（HTML 和 JSON）
  data/documents/       文书、证照（PDF/A，内有机关的电子签名）
  data/evidence/        材料：内容（JSON）和原始文件
  data/entries/         办理记录，每条四个文件（见下）；意见、消息、批注在 .proof.json 里
  data/log/             账本的检查点、签名和公钥
  data/contacts.json、data/subjects.json   来访来电记录、相关办件

怎样核验
========
1. 文件没有变化：在本目录执行
     sha256sum -c manifest-sha256.txt
     sha256sum -c tagmanifest-sha256.txt
2. 每条记录（以第 1 条为例）与它的承诺值一致：
     cat data/entries/00001.nonce data/entries/00001.body.json | sha256sum    等于 00001.entry.json 里的 body
     sha256sum data/entries/00001.entry.json                                  等于 00001.proof.json 里的 commitment
3. 检查点由账本的密钥签名：
     openssl pkeyutl -verify -pubin -inkey data/log/key.pem -rawin -in data/log/checkpoint.body -sigfile data/log/checkpoint.sig
   公钥 data/log/key.txt 要与账本公开发布的公钥比对，不能只凭这个包。
4. 记录在账本里：叶子散列是 SHA-256(0x00 ‖ commitment)，用任何 RFC 6962 工具以 00001.proof.json 里的
   index、size、proof 计算树根，等于 data/log/checkpoint.body 第三行（Base64）。
5. PDF 的签名用任何支持 PAdES 的阅读器核验，可信证书见 data/log/trust.pem。

What is in this package
=======================
A whole copy of one file of the archive, packed after RFC 8493 (BagIt 1.0): it is read and checked without the system it came from.
  data/index.html       to be read in a browser (no scripts, nothing fetched)
  data/metadata.json    its entry in the catalogue: number, class, retention, dates, service, outcome
  data/answers/         every version of the answers (JSON)
  data/texts/           every version of the texts (HTML and JSON)
  data/documents/       letters, licences, official documents (PDF/A, signed by the agency inside)
  data/evidence/        evidence: content (JSON) and files as supplied
  data/entries/         what was done, four files for each entry (below); opinions, messages and comments stand in .proof.json
  data/log/             the log's checkpoint, its signature and the public keys
  data/contacts.json, data/subjects.json   visits and calls, cases that it is about

How to check it
===============
1. Nothing was changed. In this folder:
     sha256sum -c manifest-sha256.txt
     sha256sum -c tagmanifest-sha256.txt
2. Each entry (the first, for example) is what was committed to:
     cat data/entries/00001.nonce data/entries/00001.body.json | sha256sum    is "body" in 00001.entry.json
     sha256sum data/entries/00001.entry.json                                  is "commitment" in 00001.proof.json
3. The checkpoint is signed with the log's key:
     openssl pkeyutl -verify -pubin -inkey data/log/key.pem -rawin -in data/log/checkpoint.body -sigfile data/log/checkpoint.sig
   Compare data/log/key.txt with the key that the log publishes: this package alone does not prove whose it is.
4. The entry is in the log: its leaf hash is SHA-256(0x00 ‖ commitment); with any RFC 6962 tool, index, size and proof of
   00001.proof.json give the root, the third line of data/log/checkpoint.body (Base64).
5. Signatures of the PDFs: any reader that knows PAdES; certificates to trust are in data/log/trust.pem.
`;

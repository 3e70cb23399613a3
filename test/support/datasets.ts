// A catalogue that has grown: many thousand plausible datasets, made from a few thousand texts by plain SQL.
import { Client } from "pg";
import { type Entry, rowOf, themes } from "../../src/opendata/index.ts";

const subjects = [
  ..."道路 桥梁 公交 地铁 停车 驾驶 学校 幼儿园 图书馆 博物馆 医院 诊所 药店 疫苗 体检 企业 商标 专利 税收 预算 采购 国资".split(" "),
  ..."空气 水质 噪声 土壤 垃圾 绿地 公园 森林 气象 地震 水库 河流 农田 粮食 畜牧 渔业 蔬菜 价格 就业 社保 养老 低保 住房".split(" "),
  ..."建设 规划 土地 房屋 地名 地址 人口 婚姻 殡葬 旅游 酒店 景区 文物 体育 消防 应急 救援 电梯 特种设备 燃气 电力 供水".split(" "),
];
const measures = "名录 统计 监测 检查 许可 处罚 投诉 分布 月报 年报 清单 台账 评价 公示 计划 进度 位置 数量 标准 档案".split(" ");
const words = (
  "road bridge bus metro parking school library museum hospital clinic pharmacy vaccine company trademark patent tax budget purchase air water " +
  "noise soil waste park forest weather earthquake reservoir river farm grain livestock fishery price employment insurance pension housing " +
  "building planning land name address population marriage tourism hotel heritage sport fire rescue lift gas power supply register statistics " +
  "monitoring inspection licence penalty complaint location monthly annual list report evaluation notice plan progress quantity standard archive"
).split(" ");

/** Numbers that are the same each time: mulberry32. */
function chance(seed: number): (n: number) => number {
  let state = seed;
  return (n) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % n;
  };
}

/** A description like a department's. What comes first in the lists is more common, as in life. */
function described(at: number, pick: (n: number) => number): Entry {
  const some = (list: readonly string[], n: number) =>
    Array.from({ length: n }, () => list[Math.floor((pick(10_000) / 10_000) ** 2 * list.length)] ?? "");
  const [subject, measure, more, english] = [some(subjects, 2), some(measures, 1), some([...subjects, ...measures], 20), some(words, 14)];
  return {
    id: `text-${at}`,
    agency: "agency",
    title: { zh: `${subject.join("")}${measure}信息`, en: `${english.slice(0, 3).join(" ")} data` },
    description: {
      zh: `本数据集收录全市${more.slice(0, 8).join("、")}，包括${more.slice(8).join("、")}等内容。`,
      en: `This dataset holds ${english.join(", ")} of the city.`,
    },
    keywords: { zh: subject, en: english.slice(0, 2) },
    theme: "GOVE",
    licence: "cc-by-4.0",
    frequency: "monthly",
    spatial: [],
    classification: "general-1",
    fields: [{ name: "code", title: { zh: "编号", en: "Code" }, type: "text", classification: "general-1" }],
    distributions: [{ name: "data.csv", format: "CSV", bytes: 1000 + at }],
    quality: { rows: 100, filled: { code: 1 } },
    preview: [{ code: "1" }],
  };
}

/** Adds `n` datasets of forty agencies, over three years, each agency's in a few bursts as bulk uploads make them. */
export async function growDatasets(owner: string, n: number, texts = 3000): Promise<void> {
  const client = new Client({ connectionString: owner });
  await client.connect();
  const pick = chance(20_260_921);
  try {
    await client.query("create temporary table described (at int, tags text[], plain text, terms text[], entry jsonb)");
    for (let from = 0; from < texts; from += 500) {
      const rows = Array.from({ length: Math.min(500, texts - from) }, (_, i) => {
        const { tags, plain, terms, entry } = rowOf(described(from + i, pick));
        // What is each dataset's own is added below.
        return {
          at: from + i,
          tags,
          plain,
          entry,
          terms: terms.filter((term) => !/^(text|\d+|(agency|theme|licence|format|sample):.*)$/.test(term)),
        };
      });
      await client.query(
        "insert into described select * from jsonb_to_recordset($1::jsonb) x (at int, tags text[], plain text, terms text[], entry jsonb)",
        [JSON.stringify(rows)],
      );
    }
    // One building of the index over all rows instead of one insertion for each term of each row.
    await client.query("drop index opendata.dataset_terms");
    await client.query(
      `insert into opendata.dataset (id, agency, theme, licence, formats, tags, plain, terms, entry, issued, modified)
       select id, agency, theme, licence, formats, tags, plain,
         terms || array['agency:' || agency, 'theme:' || theme, 'licence:' || licence, 'sample:' || get_byte(sha256(convert_to(id, 'utf8')), 0) % 64]
           || array(select 'format:' || f from unnest(formats) f),
         entry || jsonb_build_object('id', id, 'agency', agency, 'theme', theme, 'licence', licence,
           'distributions', (select jsonb_agg(jsonb_build_object('name', 'data.' || lower(f), 'format', f)) from unnest(formats) f)),
         at, at
       from (
         select 'dataset-' || n id, 'agency-' || floor(40 * power(random(), 2)) agency, ($2::text[])[1 + floor(power(random(), 2) * cardinality($2::text[]))::int] theme,
           case when random() < 0.8 then 'cc-by-4.0' else 'cc0-1.0' end licence,
           case when random() < 0.5 then '{CSV,JSON}'::text[] when random() < 0.8 then '{CSV}' else '{XLSX}' end formats,
           date_trunc('milliseconds', timestamptz '2026-09-21' - (n / 400) * interval '4 days' - random() * interval '2 hours') at,
           d.tags, d.plain, d.terms, d.entry
         from generate_series(1, $1) n join described d on d.at = n % $3
       ) made`,
      [n, Object.keys(themes), texts],
    );
    await client.query("create index dataset_terms on opendata.dataset using gin (terms) with (fastupdate = off)");
    await client.query("vacuum analyze opendata.dataset");
  } finally {
    await client.end();
  }
}

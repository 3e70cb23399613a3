// QR codes (ISO/IEC 18004) for pages and documents.
import QRCode from "qrcode";

/** A QR code as SVG, one path on white, medium error correction, four modules of quiet zone; for embedding in a document or page. */
export function qrSvg(content: string): string {
  const { modules } = QRCode.create(content, { errorCorrectionLevel: "M" });
  const edge = modules.size + 8;
  let path = "";
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; ) {
      const from = x;
      while (x < modules.size && modules.get(y, x)) x++;
      if (x > from) path += `M${from + 4} ${y + 4}h${x - from}v1H${from + 4}z`;
      else x++;
    }
  }
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${edge} ${edge}" width="${edge * 4}" height="${edge * 4}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${edge}v${edge}H0z"/><path d="${path}"/></svg>`;
}

/** The same as PNG, `scale` pixels a module. */
export function qrPng(content: string, scale = 4): Promise<Buffer> {
  return QRCode.toBuffer(content, { errorCorrectionLevel: "M", margin: 4, scale });
}

// The pictures of seals: an organ's is a red ring, a star, and the organ's name along the upper arc (国发〔1999〕25号); a signature seal 签名章
// is the signer's name in red, written and not framed. They show that the document is sealed; what proves it is the signature.

const size = 420;
const middle = size / 2;
const red = "#d7000f";

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** A round seal, 42 mm across, as SVG. */
export function sealSvg(name: string): string {
  const letters = [...name];
  const step = Math.min(24, 250 / Math.max(letters.length, 1));
  const height = Math.min(54, (2 * Math.PI * 150 * step) / 360 / 0.95);
  const set = letters.map((letter, i) => {
    const turn = (i - (letters.length - 1) / 2) * step;
    return `<text transform="rotate(${turn.toFixed(3)} ${middle} ${middle})" x="${middle}" y="${middle - 128}" text-anchor="middle">${escaped(letter)}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size}" height="${size}"><circle cx="${middle}" cy="${middle}" r="203" fill="none" stroke="${red}" stroke-width="12"/><path fill="${red}" d="${star(62)}"/><g fill="${red}" font-family="Noto Serif SC" font-weight="700" font-size="${height.toFixed(1)}">${set.join("")}</g></svg>`;
}

/** A signature seal as SVG: the name in an installation's own 楷体 where there is one, leaning as it is written; 1.2 high for each character's 1. */
export function signatureSvg(name: string): string {
  const letters = [...name];
  const width = letters.length * 100 + 20;
  const set = letters.map(
    (letter, i) => `<text x="${i * 100 + 62}" y="${i % 2 === 0 ? 92 : 98}" text-anchor="middle">${escaped(letter)}</text>`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} 120" width="${width}" height="120"><g transform="translate(6 0) skewX(-5)" fill="${red}" font-family="KaiTi_GB2312, KaiTi, 楷体_GB2312, 楷体, Noto Serif SC" font-weight="400" font-size="96">${set.join("")}</g></svg>`;
}

function star(radius: number): string {
  const points = Array.from({ length: 10 }, (_, i) => {
    const r = i % 2 === 0 ? radius : radius * 0.382;
    const angle = (Math.PI / 5) * i - Math.PI / 2;
    return `${(middle + r * Math.cos(angle)).toFixed(2)} ${(middle + r * Math.sin(angle)).toFixed(2)}`;
  });
  return `M${points.join("L")}Z`;
}

// The picture of an organ's seal: a red ring, a star, and the organ's name along the upper arc (国发〔1999〕25号). It shows that the
// document is sealed; what proves it is the signature.

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

function star(radius: number): string {
  const points = Array.from({ length: 10 }, (_, i) => {
    const r = i % 2 === 0 ? radius : radius * 0.382;
    const angle = (Math.PI / 5) * i - Math.PI / 2;
    return `${(middle + r * Math.cos(angle)).toFixed(2)} ${(middle + r * Math.sin(angle)).toFixed(2)}`;
  });
  return `M${points.join("L")}Z`;
}

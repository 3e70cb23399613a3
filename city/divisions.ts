// The register of divisions: GB/T 2260 as it is and as it was, and the sample city's own, which stand in no edition of it.
import gb2260 from "./gb2260.json" with { type: "json" };
import type { Row } from "./rows.ts";

/** Codes and names of the sample city, as in city.yaml. */
export const own: Readonly<Record<string, string>> = {
  "980000": "云泽省",
  "980100": "云川市",
  "980102": "澄湖区",
  "980103": "鹭洲区",
  "980104": "青崖区",
  "980121": "平芜县",
  "980102001": "明湖街道",
  "980102002": "文昌街道",
  "980102003": "堤上街道",
  "980103001": "望江街道",
  "980103002": "康平街道",
  "980103003": "白沙街道",
  "980104001": "松风街道",
  "980104002": "广厦街道",
  "980121001": "西桥街道",
  "980121002": "梅溪街道",
};

const level = (code: string): string => {
  if (code.length > 6) return "subdistrict";
  if (code.endsWith("0000")) return "province";
  return code.endsWith("00") ? "city" : "county";
};

/** The division that it belongs to; provinces belong to none. */
function parent(code: string): string {
  const above = { province: "", city: `${code.slice(0, 2)}0000`, county: `${code.slice(0, 4)}00`, subdistrict: code.slice(0, 6) }[
    level(code)
  ];
  return above ?? "";
}

const row = (code: string, name: string, status: "current" | "withdrawn", successors: readonly string[]): Row => ({
  code,
  name,
  level: level(code),
  status,
  ...(parent(code) === "" ? {} : { parent: parent(code) }),
  ...(successors.length > 0 ? { successors: successors.join(" ") } : {}),
});

export const divisionRows = (): readonly Row[] => [
  ...Object.entries(own).map(([code, name]) => row(code, name, "current", [])),
  ...Object.entries(gb2260.current).map(([code, name]) => row(code, name, "current", [])),
  // The source names a few successors that stand in neither list: they are left out.
  ...Object.entries(gb2260.withdrawn).map(([code, [name = "", ...successors]]) =>
    row(
      code,
      name,
      "withdrawn",
      successors.filter((one) => Object.hasOwn(gb2260.current, one) || Object.hasOwn(gb2260.withdrawn, one)),
    ),
  ),
];

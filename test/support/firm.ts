// A firm that is started in the sample city: the answers of its one form, with everything that may be done along with it.

/** Answers that go through all parts, for a firm at this address. */
export const firmAnswers = (premises: string | number) => ({
  chosenParts: ["fund", "bank"],
  companyName: "云川若兰文化有限公司",
  scope: "组织文化艺术交流活动；文具零售",
  capital: 300_000,
  premises,
  phone: "13800138000",
  seals: ["official", "finance"],
  taxpayer: "small",
  invoices: true,
  employees: 3,
  rate: 8,
  account: "basic",
  agree_bank: ["company"],
});

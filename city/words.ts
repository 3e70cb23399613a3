// The words that the sample city's people, streets and businesses are named from: our own lists, of no real person or firm.

/** Surnames, the frequent ones more than once, some of two characters. */
export const surnames = [
  ..."王王王李李李张张张刘刘陈陈杨杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文",
  "欧阳",
  "司马",
  "上官",
  "诸葛",
  "慕容",
] as const;

export const givenFirst = [..."云川明思雨文若子一可佳志建国春秋晓海平天心安永玉清书宇浩俊嘉欣静秀桂红立长少小美亦知怀景乐"] as const;
export const givenSecond = [
  ..."兰英华强伟杰宁洁萍涛军勇霞燕玲鹏飞龙凤梅竹松柏风月星辰阳晨曦瑶琳琪博睿涵轩怡然悦彤航源溪峰岩石林森波澜舟帆",
] as const;
/** Characters outside the Basic Multilingual Plane that stand in real names: they must survive everywhere. */
export const rare = [..."𠮷𬱖𫍽𬍛𬭎𣲗𬸣𫖯𬀩𬇙𬘭𫟹𪩘"] as const;
/** Names that are not a surname and a given name. */
export const others = ["阿依努尔·买买提", "古丽娜尔·吐尔逊", "扎西顿珠", "卓玛央金", "巴图尔·乌力吉", "娜仁托娅"] as const;

/** Streets by subdistrict. */
export const streets = {
  "980102001": ["澄湖区明湖街道", "明湖路", "人民路", "莲花巷"],
  "980102002": ["澄湖区文昌街道", "文昌巷", "书院街", "状元路"],
  "980102003": ["澄湖区堤上街道", "堤上街", "柳浪路", "渔市巷"],
  "980103001": ["鹭洲区望江街道", "望江大道", "码头街", "长安街"],
  "980103002": ["鹭洲区康平街道", "康平路", "丰乐街", "五福里"],
  "980103003": ["鹭洲区白沙街道", "白沙路", "芦花街", "银鸥路"],
  "980104001": ["青崖区松风街道", "松风路", "听泉街", "崇法路"],
  "980104002": ["青崖区广厦街道", "广厦路", "创新大道", "匠心街"],
  "980121001": ["平芜县西桥街道", "西桥路", "古渡街", "石板巷"],
  "980121002": ["平芜县梅溪街道", "梅溪路", "春山街", "踏雪路"],
} as const satisfies Record<string, readonly [string, ...string[]]>;

export const brands = [..."锦瑞恒昌祥和泰丰源盛达鑫宏远景润德信诚兴隆"] as const;

/** What a business does: the word in its name, its scope, whether it sells food. */
export interface Trade {
  readonly word: string;
  readonly scope: string;
  readonly food: boolean;
}

export const trades: readonly Trade[] = [
  { word: "餐饮管理", scope: "餐饮服务；食品销售", food: true },
  { word: "食品", scope: "食品生产；食品销售", food: true },
  { word: "超市", scope: "预包装食品、日用百货销售", food: true },
  { word: "茶业", scope: "茶叶销售；茶饮服务", food: true },
  { word: "酒店管理", scope: "住宿服务；餐饮服务", food: true },
  { word: "建筑工程", scope: "房屋建筑工程；装饰装修", food: false },
  { word: "信息技术", scope: "软件开发；信息系统集成", food: false },
  { word: "物流", scope: "道路货物运输；仓储服务", food: false },
  { word: "文化传播", scope: "文化艺术交流；广告制作", food: false },
  { word: "医药", scope: "药品零售；医疗器械销售", food: false },
  { word: "园林绿化", scope: "园林绿化施工；苗木销售", food: false },
  { word: "环保科技", scope: "环保设备研发；污水处理服务", food: false },
];

export const shops: readonly Trade[] = [
  { word: "小吃店", scope: "小吃制售", food: true },
  { word: "面馆", scope: "热食类食品制售", food: true },
  { word: "果蔬店", scope: "蔬菜、水果零售", food: true },
  { word: "理发店", scope: "理发服务", food: false },
  { word: "五金店", scope: "五金零售", food: false },
  { word: "书店", scope: "图书零售", food: false },
];

export const delivery = {
  'sell/mark': '给照片打上我的名字，防盗图。买家付款后在订单里拿到原件',

  'label/title': '预付面单',
  'label/about': '快递员上门取件，不用自己填单。运费由你付给快递公司',
  'label/buy': '买面单 {price}',
  'label/carrier': '由谁上门取件',
  'label/code': '取件码',
  'label/paid': '运费 {price}，快递员取件时向你收',
  'label/print': '打印面单',
  'label/drop': '退掉面单',
} as const;

export const delivery = {
  'sell/mark': '给照片打上我的名字，防盗图。买家付款后在订单里拿到原件',
} as const;

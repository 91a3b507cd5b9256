import type { RefusalTexts } from '../refusal.ts';

/** Every way a picture can be turned down, and how the member can mend it. */
export const pictureRefusals: RefusalTexts = {
  'pictures/too-large': {
    status: 413,
    'zh-CN': '这张图片超过 {limitMb} MB，请压缩或裁剪后再传',
    en: 'This picture is larger than {limitMb} MB: please compress or crop it',
  },
  'pictures/too-many-pixels': {
    status: 422,
    'zh-CN': '这张图片的像素太多（最多 {limitMegapixels} 百万像素），请缩小后再传',
    en: 'This picture has more than {limitMegapixels} megapixels: please make it smaller',
  },
  'pictures/too-small': {
    status: 422,
    'zh-CN': '这张图片太小了，长和宽都要不少于 {limitPx} 像素',
    en: 'This picture is too small: each side needs at least {limitPx} pixels',
  },
  'pictures/unsupported-type': {
    status: 415,
    'zh-CN': '只能上传 JPEG、PNG 或 WebP 图片',
    en: 'Only JPEG, PNG and WebP pictures can be uploaded',
  },
  'pictures/heic-unsupported': {
    status: 415,
    'zh-CN':
      '暂时不能识别 HEIC 图片。请导出为 JPEG 再传；iPhone 可在“设置 › 相机 › 格式”里选“兼容性最佳”',
    en: 'HEIC pictures cannot be read here. Please export it as JPEG; on an iPhone choose Settings › Camera › Formats › Most Compatible',
  },
  'pictures/damaged': {
    status: 422,
    'zh-CN': '这张图片没有传完整或已损坏，请重新选一次',
    en: 'This picture is incomplete or damaged: please choose it again',
  },
  'pictures/unprocessable': {
    status: 422,
    'zh-CN': '这张图片处理不了，请换一张或截图后再传',
    en: 'This picture could not be processed: please try another, or a screenshot of it',
  },
  'pictures/not-yours': {
    status: 422,
    'zh-CN': '有图片不是你上传的或已不存在，请重新选择',
    en: 'One of the pictures was not uploaded by you or is gone: please choose again',
  },
  'pictures/too-many-today': {
    status: 429,
    'zh-CN': '今天已经传了 {max} 张图片，先歇一歇再传吧',
    en: 'You have uploaded {max} pictures within a day: please go on later',
  },
};

import { type Drawing, type Take, retaken } from '../kit/drawing.ts';

type Retake = readonly [of: string, name: string, alt: string, take: Take];

/** Second photographs: nearer, in the evening, from the other side, or the thing in another colour. */
const retakes: readonly Retake[] = [
  ['film-camera', 'film-camera-near', '银色胶片机的镜头近照', { near: [110, 370, 500, 500] }],
  ['film-camera', 'film-camera-dusk', '傍晚光线里的银色胶片机', { light: 'evening' }],
  ['camera-lenses', 'lenses-dusk', '傍晚光线里的几支镜头', { light: 'lamp' }],
  ['instant-camera', 'instant-camera-mint', '薄荷色的拍立得', { hue: 150, strength: 0.8 }],
  ['book-stack', 'book-stack-near', '旧书书脊近照', { near: [130, 330, 460, 460] }],
  ['open-book', 'open-book-lamp', '灯下翻开的旧书', { light: 'lamp' }],
  ['textbooks', 'textbooks-near', '教材和便利贴近照', { near: [120, 160, 480, 520] }],
  ['e-reader', 'e-reader-near', '电子书屏幕近照', { near: [140, 150, 430, 500], light: 'evening' }],
  ['keyboard', 'keyboard-near', '键盘键帽近照', { near: [60, 160, 420, 360] }],
  ['keyboard-pastel', 'keyboard-sea', '海色键帽的键盘', { hue: 160 }],
  ['monitor', 'monitor-night', '夜里亮着的显示器', { light: 'overcast' }],
  ['headphones', 'headphones-rose', '另一种颜色的头戴耳机', { hue: 130, strength: 0.9 }],
  ['armchair', 'armchair-dusk', '黄昏里的扶手椅', { mirrored: true, light: 'evening' }],
  ['plant-pots', 'plants-morning', '清晨的龟背竹和小盆栽', { mirrored: true, light: 'morning' }],
];

/** Takes them of what was drawn already. */
export function retakenOf(drawn: readonly Drawing[]): Drawing[] {
  return retakes.map(([of, name, alt, take]) => {
    const from = drawn.find((picture) => picture.name === of);
    if (!from) throw new Error(`there is no drawing ${of} to take again`);
    return retaken(from, name, alt, take);
  });
}

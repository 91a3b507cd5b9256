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
  ['plant-pots', 'monstera-near', '龟背竹叶子近照', { near: [90, 230, 460, 520] }],
  ['desk-lamp', 'desk-lamp-near', '绿色台灯的灯罩近照', { near: [170, 330, 480, 440] }],
  ['mugs', 'mugs-plum', '梅子色的三只马克杯', { hue: -60, strength: 0.9 }],
  ['mugs', 'mug-near', '蓝釉马克杯近照', { near: [190, 380, 320, 300] }],
  ['rice-cooker', 'rice-cooker-dusk', '傍晚厨房里的小电饭煲', { light: 'evening' }],
  ['tea-set', 'tea-set-lamp', '灯下的紫砂壶', { light: 'lamp' }],
  ['coffee-gear', 'coffee-morning', '清晨的手冲器具', { light: 'morning', mirrored: true }],
  ['skincare', 'skincare-mint', '薄荷色的护肤瓶', { hue: 120, strength: 0.8 }],
  ['dress', 'dress-near', '连衣裙腰带和波点近照', { near: [180, 260, 380, 420] }],
  ['coat', 'coat-grey', '灰调的大衣', { strength: 0.25 }],
  ['hanfu', 'hanfu-violet', '紫色的齐胸汉服', { hue: -70 }],
  ['sneakers', 'sneakers-lime', '另一双颜色的运动鞋', { hue: 90 }],
  ['tote-bag', 'tote-bag-near', '帆布袋印花近照', { near: [150, 320, 420, 460] }],
  ['earrings', 'earrings-amber', '琥珀色的耳环', { hue: -140, strength: 0.9 }],
  ['guitar', 'guitar-near', '吉他音孔近照', { near: [180, 440, 400, 420] }],
  ['piano-keyboard', 'piano-dusk', '傍晚的琴键', { light: 'evening' }],
  ['vinyl-player', 'vinyl-lamp', '灯下转着的唱机', { light: 'lamp' }],
  ['vinyl-sleeves', 'vinyl-sleeves-near', '唱片封套近照', { near: [110, 140, 460, 480] }],
  ['watercolours', 'watercolours-near', '颜料盘近照', { near: [60, 120, 440, 480] }],
  ['skateboard', 'skateboard-dusk', '黄昏的滑板', { light: 'evening', mirrored: true }],
  ['bricks', 'bricks-cool', '冷色的积木', { hue: 170, strength: 0.9 }],
  ['game-console', 'game-console-lamp', '灯下的游戏机', { light: 'lamp' }],
  ['pocket-game', 'pocket-game-berry', '莓果色的掌机', { hue: -60 }],
  ['acrylic-stands', 'acrylic-near', '中间那只立牌的近照', { near: [200, 380, 330, 440] }],
];

/** Takes them of what was drawn already. */
export function retakenOf(drawn: readonly Drawing[]): Drawing[] {
  return retakes.map(([of, name, alt, take]) => {
    const from = drawn.find((picture) => picture.name === of);
    if (!from) throw new Error(`there is no drawing ${of} to take again`);
    return retaken(from, name, alt, take);
  });
}

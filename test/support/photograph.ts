import sharp from 'sharp';

/** What a file chooser hands to the page. */
export type Photograph = { name: string; mimeType: string; buffer: Buffer };

/**
 * A photograph as a telephone would take it, made here so that tests need no folder of pictures:
 * light, shadow and grain, lying on its side with an EXIF turn, and with the camera's name in it.
 */
export async function takePhotograph(colour = '#c97b4a'): Promise<Photograph> {
  const [width, height] = [1600, 1200];
  const grain = await sharp({
    create: {
      width,
      height,
      channels: 3,
      background: '#808080',
      noise: { type: 'gaussian', mean: 128, sigma: 30 },
    },
  })
    .png()
    .toBuffer();
  const scene = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">
    <rect width="100%" height="62%" fill="#efe7da"/><rect y="62%" width="100%" height="38%" fill="#8a6b4f"/>
    <ellipse cx="800" cy="860" rx="420" ry="60" fill="#00000055"/>
    <rect x="470" y="420" width="660" height="430" rx="40" fill="${colour}"/>
    <circle cx="800" cy="630" r="150" fill="#22201e"/><circle cx="760" cy="590" r="40" fill="#ffffff99"/>
  </svg>`;
  const buffer = await sharp(Buffer.from(scene))
    .composite([{ input: grain, blend: 'soft-light' }])
    .withExif({ IFD0: { Make: 'Tuckshop', Model: 'Test camera' } })
    .withMetadata({ orientation: 6 })
    .jpeg({ quality: 88 })
    .toBuffer();
  return { name: 'IMG_2041.JPG', mimeType: 'image/jpeg', buffer };
}

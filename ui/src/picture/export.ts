const STYLES = [
  'fill',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'font-family',
  'font-weight',
  'letter-spacing',
  'font-variant-numeric',
];
const MARGIN = 32;
const SHARP = 2;
const MOST_PIXELS = 8_000;

/** A picture as a file of its own: what is drawn now, whole, with its colours written into it. */
export function toSvg(stage: SVGSVGElement, title: string): string {
  const sheet = stage.firstElementChild as SVGGElement;
  const box = sheet.getBBox();
  const copy = sheet.cloneNode(true) as SVGGElement;
  inline(sheet, copy);
  copy.removeAttribute('transform');
  for (const gone of copy.querySelectorAll('.link-reach')) gone.remove();
  const [x, y] = [box.x - MARGIN, box.y - MARGIN];
  const [width, height] = [box.width + 2 * MARGIN, box.height + 2 * MARGIN];
  const paper = getComputedStyle(document.documentElement).getPropertyValue('--paper').trim();
  const file = document.implementation.createDocument('http://www.w3.org/2000/svg', 'svg');
  const root = file.documentElement;
  root.setAttribute('viewBox', `${x} ${y} ${width} ${height}`);
  root.setAttribute('width', String(Math.round(width)));
  root.setAttribute('height', String(Math.round(height)));
  const name = file.createElementNS('http://www.w3.org/2000/svg', 'title');
  name.textContent = title;
  const back = file.createElementNS('http://www.w3.org/2000/svg', 'rect');
  for (const [key, value] of Object.entries({ x, y, width, height, fill: paper }))
    back.setAttribute(key, String(value));
  root.append(name, back, file.importNode(copy, true));
  return new XMLSerializer().serializeToString(file);
}

function inline(from: Element, to: Element): void {
  const style = getComputedStyle(from);
  for (const name of STYLES) {
    const value = style.getPropertyValue(name);
    if (value && value !== 'normal' && !(name === 'opacity' && value === '1')) to.setAttribute(name, value);
  }
  for (const name of ['class', 'role', 'tabindex', 'aria-label', 'aria-pressed', 'data-id'])
    to.removeAttribute(name);
  for (let i = 0; i < from.children.length; i++) {
    const [a, b] = [from.children[i], to.children[i]];
    if (a && b) inline(a, b);
  }
}

export async function toPng(svg: string): Promise<Blob> {
  const image = new Image();
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    image.src = address;
    await image.decode();
    const sharp = Math.min(SHARP, MOST_PIXELS / image.naturalWidth, MOST_PIXELS / image.naturalHeight);
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(image.naturalWidth * sharp);
    canvas.height = Math.round(image.naturalHeight * sharp);
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise<Blob | null>(done => canvas.toBlob(done, 'image/png'));
    if (!blob) throw new Error('This browser cannot draw so large a picture.');
    return blob;
  } finally {
    URL.revokeObjectURL(address);
  }
}

export function save(blob: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name.replace(/[^\w.-]+/g, '-');
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

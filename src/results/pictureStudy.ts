import { listArtefacts } from './readArtefact.ts';

/** The study whose network looks at pictures in colour. */
export const PICTURE_STUDY = 'cifar10';

/** Whether it has published the images of its gallery yet. */
export function hasPictures(): boolean {
  return listArtefacts(PICTURE_STUDY).includes('gallery.json');
}

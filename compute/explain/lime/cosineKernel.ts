/**
 * LIME's locality weight of a mask with `ones` of `players` segments on: exp(−d² / (2·width²)), where
 * d = 1 − √(ones / players) is the cosine distance to the full mask (Ribeiro et al. 2016, section
 * 3.4; lime takes the root of the paper's kernel, hence the 2). The empty mask is at distance 1.
 */
export function cosineKernel(ones: number, players: number, width: number): number {
  const distance = 1 - Math.sqrt(ones / players);
  return Math.exp(-(distance * distance) / (2 * width * width));
}

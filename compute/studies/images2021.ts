/**
 * The test images that the 2021 study compared by eye: three of each class, class 0 first.
 * Indices into the official test sets.
 */
export const MNIST_IMAGES_2021: readonly number[] = [
  [6127, 5526, 8152],
  [7911, 9594, 5327],
  [9686, 5615, 6234],
  [3476, 8570, 6103],
  [6205, 2709, 1680],
  [2556, 1967, 3552],
  [1250, 1212, 3846],
  [5040, 328, 5563],
  [5129, 6595, 5976],
  [7651, 1640, 9562],
].flat();

/** As above, of CIFAR-10. */
export const CIFAR_IMAGES_2021: readonly number[] = [
  [4126, 7436, 4792],
  [3341, 8222, 3460],
  [3934, 832, 3468],
  [6976, 3035, 5588],
  [8092, 3545, 2353],
  [1698, 8115, 8692],
  [9216, 9571, 8314],
  [9631, 6358, 2365],
  [4459, 8725, 2245],
  [1702, 4284, 5054],
].flat();

/**
 * What the study of 2021 reported, read from the outputs of its notebooks (Malekzadeh 2021,
 * github.com/arm-on/interpretable-image-classification).
 */
export const FIGURES_2021 = [
  {
    id: 'mnist-parameters',
    title: 'MNIST network, parameters',
    value: 35_402,
    unit: 'count',
    source: 'training/MNIST_Training.ipynb',
  },
  {
    id: 'mnist-test-accuracy',
    title: 'MNIST network, test accuracy',
    value: 0.9917,
    unit: 'share',
    source: 'training/MNIST_Training.ipynb',
  },
  {
    id: 'mnist-test-loss',
    title: 'MNIST network, test loss',
    value: 0.02132,
    unit: 'nats',
    source: 'training/MNIST_Training.ipynb',
  },
  {
    id: 'cifar10-train-accuracy',
    title: 'CIFAR-10 network, training accuracy',
    value: 0.9848,
    unit: 'share',
    source: 'training/CIFAR10_Training.ipynb',
  },
  {
    id: 'cifar10-test-accuracy',
    title: 'CIFAR-10 network, test accuracy',
    value: 0.935,
    unit: 'share',
    source: 'training/CIFAR10_Training.ipynb',
  },
  {
    id: 'mnist-lime',
    title: 'MNIST degraded by LIME',
    value: 0.416,
    unit: 'share',
    source: 'degradation-comparison/MNIST - LIME - Acc Loss.ipynb',
  },
  {
    id: 'mnist-kernel-shap',
    title: 'MNIST degraded by Kernel SHAP',
    value: 0.232,
    unit: 'share',
    source: 'degradation-comparison/MNIST_KSHAP_Acc_Loss.ipynb',
  },
  {
    id: 'mnist-lrp',
    title: 'MNIST degraded by LRP',
    value: 0.145,
    unit: 'share',
    source: 'degradation-comparison/MNIST_LRP_Acc_Loss.ipynb',
  },
  {
    id: 'cifar10-lime',
    title: 'CIFAR-10 degraded by LIME',
    value: 0.198,
    unit: 'share',
    source: 'degradation-comparison/CIFAR10 - LIME - Acc Loss.ipynb',
  },
  {
    id: 'cifar10-kernel-shap',
    title: 'CIFAR-10 degraded by Kernel SHAP',
    value: null,
    unit: 'share',
    source:
      'degradation-comparison/CIFAR10_KSHAP_Acc_Loss.ipynb, of which we have no readable copy',
  },
  {
    id: 'cifar10-lrp',
    title: 'CIFAR-10 degraded by LRP',
    value: 0.229,
    unit: 'share',
    source: 'degradation-comparison/CIFAR10_LRP_Acc_Loss.ipynb',
  },
  {
    id: 'degraded-images',
    title: 'Images degraded',
    value: 1000,
    unit: 'count',
    source: 'degradation-comparison',
  },
  {
    id: 'bayesian-loss',
    title: 'Bayesian network, loss an image after five epochs',
    value: 95.9,
    unit: 'nats',
    source: 'bayesian-nn/MNIST_Bayesian_Training.ipynb',
  },
  {
    id: 'bayesian-accuracy',
    title: 'Bayesian network, accuracy when it must answer, 10 networks drawn',
    value: 0.89,
    unit: 'share',
    source: 'bayesian-nn/MNIST_Bayesian_Training.ipynb',
  },
  {
    id: 'bayesian-refused',
    title: 'Bayesian network, test images refused of 10,000, 100 networks drawn',
    value: 1242,
    unit: 'count',
    source: 'bayesian-nn/MNIST_Bayesian_Training.ipynb',
  },
  {
    id: 'bayesian-answered-accuracy',
    title: 'Bayesian network, accuracy on the images answered',
    value: 0.96,
    unit: 'share',
    source: 'bayesian-nn/MNIST_Bayesian_Training.ipynb',
  },
] as const;

/** The value of a figure, or null where it could not be read. */
export function figure2021(id: (typeof FIGURES_2021)[number]['id']): number | null {
  return FIGURES_2021.find((figure) => figure.id === id)!.value;
}

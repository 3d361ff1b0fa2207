import * as tf from '@tensorflow/tfjs-core';
import type { Tensor, Tensor1D, Tensor4D } from '@tensorflow/tfjs-core';
import type { TrainingBatchNorm } from '../networks/trainingBatchNorm.ts';
import type { NativeBackend, OperationAttribute } from './nativeBackend.ts';

function attributes(backend: NativeBackend, epsilon: number): OperationAttribute[] {
  const { TF_ATTR_TYPE, TF_ATTR_STRING, TF_ATTR_FLOAT, TF_ATTR_BOOL } = backend.binding;
  const float = backend.getDTypeInteger('float32');
  return [
    { name: 'T', type: TF_ATTR_TYPE, value: float },
    { name: 'U', type: TF_ATTR_TYPE, value: float },
    { name: 'data_format', type: TF_ATTR_STRING, value: 'NHWC' },
    { name: 'epsilon', type: TF_ATTR_FLOAT, value: epsilon },
    { name: 'is_training', type: TF_ATTR_BOOL, value: true },
  ];
}

/**
 * Training batch norm by TensorFlow's own kernels FusedBatchNormV3 and FusedBatchNormGradV3, a third
 * faster per training step than the composition of elementwise kernels. Needs the native backend
 * to be current.
 */
export const nativeTrainingBatchNorm: TrainingBatchNorm = (x, scale, offset, epsilon) =>
  tf.tidy(() => {
    const backend = tf.backend() as unknown as NativeBackend;
    const shared = attributes(backend, epsilon);
    const none = tf.tensor1d([]);
    const [value, mean, unbiased, ...reserved] = backend.executeMultipleOutputs(
      'FusedBatchNormV3',
      [
        ...shared,
        { name: 'exponential_avg_factor', type: backend.binding.TF_ATTR_FLOAT, value: 1 },
      ],
      [x, scale, offset, none, none],
      6,
    ) as [Tensor4D, Tensor1D, Tensor1D, ...Tensor[]];

    const differentiable = tf.customGrad((...parts) => {
      const [input, factor, , save] = parts as [Tensor4D, Tensor1D, Tensor1D, tf.GradSaveFunc];
      save([input, factor, ...reserved]);
      return {
        value: value.clone(),
        gradFunc: (gradient: Tensor, saved: Tensor[]) =>
          backend
            .executeMultipleOutputs('FusedBatchNormGradV3', shared, [gradient, ...saved], 5)
            .slice(0, 3),
      };
    });
    const output = differentiable(x, scale, offset) as Tensor4D;

    // TensorFlow returns the variance with Bessel's correction, for its running average.
    const count = x.size / x.shape[3];
    const variance = tf.mul<Tensor1D>(unbiased, (count - 1) / count);
    return { output, mean, variance };
  });

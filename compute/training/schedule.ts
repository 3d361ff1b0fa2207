import type { ScheduleSettings, TrainingSettings } from './settings.ts';

/**
 * Factor of the learning rate, 0 … 1.
 * @param progress share of all steps done before this one, 0 … 1
 */
export function learningRateFactor(schedule: ScheduleSettings, progress: number): number {
  switch (schedule.type) {
    case 'constant':
      return 1;
    case 'triangular': {
      const { start, end, peakAt } = schedule;
      if (progress < peakAt) return start + ((1 - start) * progress) / peakAt;
      return peakAt === 1 ? 1 : 1 + ((end - 1) * (progress - peakAt)) / (1 - peakAt);
    }
    case 'cosine': {
      // Loshchilov & Hutter 2017, eq. 5, without restarts.
      const { warmUp, end } = schedule;
      if (progress < warmUp) return progress / warmUp;
      const after = warmUp === 1 ? 0 : (progress - warmUp) / (1 - warmUp);
      return end + ((1 - end) * (1 + Math.cos(Math.PI * after))) / 2;
    }
  }
}

/**
 * Share of the slow weights that is kept when they follow the fast ones (look-ahead, Zhang et al.
 * 2019, with the growing share of Jordan 2024): weight · progress^power, and 1 after the last step,
 * where the slow weights become the result.
 */
export function slowWeightShare(
  { weight, power }: NonNullable<TrainingSettings['lookAhead']>,
  progress: number,
): number {
  return progress >= 1 ? 1 : weight * progress ** power;
}

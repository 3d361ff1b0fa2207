/** What happens during a run, for people and programs alike. */
export type RunEvent =
  | { readonly event: 'study'; readonly study: string; readonly title: string }
  | { readonly event: 'fresh'; readonly study: string; readonly step: string }
  | { readonly event: 'published'; readonly study: string; readonly step: string }
  | {
      readonly event: 'start';
      readonly study: string;
      readonly step: string;
      readonly engine: string;
      readonly units: number;
      /** Units finished by an earlier run. */
      readonly finished: number;
      /** Seconds expected, from earlier measurements. */
      readonly estimate?: number;
    }
  | {
      readonly event: 'progress';
      readonly study: string;
      readonly step: string;
      readonly unit: string;
      readonly units: number;
      readonly finished: number;
      /** Share of the present unit, 0 … 1. */
      readonly done: number;
      readonly note?: string;
    }
  | {
      readonly event: 'unit';
      readonly study: string;
      readonly step: string;
      readonly unit: string;
      readonly units: number;
      readonly finished: number;
      readonly seconds: number;
    }
  | { readonly event: 'collect'; readonly study: string; readonly step: string }
  | {
      readonly event: 'done';
      readonly study: string;
      readonly step: string;
      readonly seconds: number;
      /** Whether the outputs differ from the ones published before. */
      readonly changed: boolean;
    }
  | {
      readonly event: 'failed';
      readonly study: string;
      readonly step: string;
      readonly message: string;
    }
  | {
      /** Units of a shard are finished; collecting waits for the other shards. */
      readonly event: 'sharded';
      readonly study: string;
      readonly step: string;
      readonly finished: number;
      readonly units: number;
    }
  | {
      readonly event: 'waiting';
      readonly study: string;
      readonly step: string;
      readonly reason: string;
    }
  | { readonly event: 'warning'; readonly message: string };

export type Report = (event: RunEvent) => void;

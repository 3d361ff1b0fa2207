import path from 'node:path';
import { CodeDigests } from '../pipeline/codeDigest.ts';
import type { EngineSource, Project } from '../pipeline/project.ts';
import type { Study } from '../pipeline/step.ts';
import type { ProjectOptions } from './context.ts';

/** The repository. */
export const ROOT = path.resolve(import.meta.dirname, '../..');

/** What a process that computes loads before it is shut in. */
export const CODE_FOLDERS = ['compute', 'node_modules', 'package.json'].map((name) =>
  path.join(ROOT, name),
);

/** The project of this repository. Engines and data are loaded only when something asks for them. */
export async function openProject(options: ProjectOptions): Promise<Project> {
  const [{ studies }, { steps }] = await Promise.all([
    import('../studies/index.ts'),
    import('../steps/index.ts'),
  ]);
  return {
    folders: {
      root: ROOT,
      store: path.resolve(options.store ?? process.env['IIC_STORE'] ?? path.join(ROOT, '.store')),
      results: path.join(ROOT, 'content/results'),
      models: path.join(ROOT, 'public/models'),
      timings: path.join(ROOT, 'content/timings'),
      ...options.folders,
    },
    studies,
    steps,
    datasets: {
      load: async (name) => (await import('../datasets/loadDataset.ts')).loadDataset(name),
      digest: async (name) => (await import('../datasets/datasetDigest.ts')).datasetDigest(name),
      files: filesOfDataset,
    },
    engineOf: (study) => engineSource(requestedEngine(options, study)),
    code: new CodeDigests(path.join(ROOT, 'package-lock.json')),
    codeFolders: CODE_FOLDERS,
  };
}

async function filesOfDataset(name: string): Promise<readonly string[]> {
  const [{ findDataset }, { defaultLocations, locate }] = await Promise.all([
    import('../datasets/loadDataset.ts'),
    import('../datasets/locations.ts'),
  ]);
  const found = locate(findDataset(name), defaultLocations());
  return 'paths' in found ? found.paths : [];
}

/** What the user asks for goes before what a study does. */
function requestedEngine({ engine }: ProjectOptions, study?: Study): string | undefined {
  return engine ?? (process.env['IIC_ENGINE'] === undefined ? study?.engine : undefined);
}

function engineSource(requested: string | undefined): EngineSource {
  return {
    demanded: requested !== undefined,
    describe: async () => {
      const [{ resolveEngineName }, { engineRuntime }] = await Promise.all([
        import('../engine/chooseEngine.ts'),
        import('../engine/engineRuntime.ts'),
      ]);
      return engineRuntime(resolveEngineName(requested));
    },
    start: async () => {
      const { chooseEngine, resolveEngineName } = await import('../engine/chooseEngine.ts');
      return chooseEngine(resolveEngineName(requested));
    },
  };
}

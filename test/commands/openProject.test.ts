import { afterEach, describe, expect, it, vi } from 'vitest';
import { openProject } from '../../compute/commands/openProject.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

async function engineOfPlanted(engine?: string) {
  const project = await openProject({ engine });
  return project.engineOf(project.studies.find(({ id }) => id === 'planted'));
}

describe('the engine of a study', () => {
  it('is the one that the study asks for, and results of others are stale', async () => {
    vi.stubEnv('IIC_ENGINE', undefined);
    const engine = await engineOfPlanted();
    expect(await engine.describe()).toMatch(/ wasm$/);
    expect(engine.demanded).toBe(true);
  });

  it('is the one that the user asks for before that', async () => {
    vi.stubEnv('IIC_ENGINE', undefined);
    expect(await (await engineOfPlanted('cpu')).describe()).toMatch(/ cpu$/);
    vi.stubEnv('IIC_ENGINE', 'cpu');
    expect(await (await engineOfPlanted()).describe()).toMatch(/ cpu$/);
  });

  it('is that of the machine where nobody asks, and results of others stay fresh', async () => {
    const project = await openProject({});
    const mnist = project.engineOf(project.studies.find(({ id }) => id === 'mnist'));
    expect(mnist.demanded).toBe(false);
    expect(await mnist.describe()).toBe(await project.engineOf().describe());
  });
});

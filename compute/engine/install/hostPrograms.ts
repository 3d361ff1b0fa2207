import type { InstallEffects } from './installEffects.ts';
import { InstallError } from './installError.ts';

/** A program with the arguments that always come first. */
export interface HostProgram {
  readonly command: string;
  readonly leading: readonly string[];
  /** First line of what it says about its version. */
  readonly version: string;
}

async function tryProgram(
  effects: InstallEffects,
  command: string,
  leading: readonly string[],
): Promise<HostProgram | undefined> {
  const { status, stdout } = await effects.run(command, [...leading, '--version']);
  if (status !== 0) return undefined;
  return { command, leading, version: stdout.split('\n')[0]?.trim() ?? '' };
}

/** pip of the installed Python. Throws an install error when either is missing. */
export async function findPip(effects: InstallEffects): Promise<HostProgram> {
  let python: string | undefined;
  for (const command of ['python3', 'python']) {
    const pip = await tryProgram(effects, command, ['-m', 'pip']);
    if (pip) return pip;
    if ((await tryProgram(effects, command, [])) !== undefined) python ??= command;
  }
  throw python === undefined
    ? new InstallError(
        'python3 is missing, whose pip fetches the TensorFlow library',
        'install it (Debian, Ubuntu: apt install python3-pip; Fedora: dnf install python3-pip; macOS: xcode-select --install)',
      )
    : new InstallError(
        `${python} has no pip, which fetches the TensorFlow library`,
        'install it (Debian, Ubuntu: apt install python3-pip; elsewhere: python3 -m ensurepip)',
      );
}

/** The C++ compiler: the environment's CXX, else c++, g++ or clang++. Throws when there is none. */
export async function findCompiler(
  effects: InstallEffects,
  environment: Readonly<NodeJS.ProcessEnv>,
): Promise<HostProgram> {
  const chosen = environment['CXX']?.trim();
  const candidates = chosen ? [chosen] : ['c++', 'g++', 'clang++'];
  for (const candidate of candidates) {
    const [command, ...leading] = candidate.split(/\s+/) as [string, ...string[]];
    const compiler = await tryProgram(effects, command, leading);
    if (compiler) return compiler;
  }
  throw new InstallError(
    `no C++ compiler was found (tried ${candidates.join(', ')})`,
    'install one (Debian, Ubuntu: apt install g++; Fedora: dnf install gcc-c++; macOS: xcode-select --install), or name it in CXX',
  );
}

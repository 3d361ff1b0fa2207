import { spawn } from 'node:child_process';
import { statfs } from 'node:fs/promises';

/** How a program ended: `status` is null when it could not be started. */
export interface ProgramResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What the installer does to the machine besides reading and writing files. */
export interface InstallEffects {
  run(
    command: string,
    programArguments: readonly string[],
    environment?: Readonly<Record<string, string>>,
  ): Promise<ProgramResult>;
  /** Bytes a user may still write to the disk that holds an existing folder. */
  freeBytes(folder: string): Promise<number>;
}

export const machineEffects: InstallEffects = {
  run: (command, programArguments, environment = {}) =>
    new Promise((resolve) => {
      const program = spawn(command, programArguments, {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: { ...process.env, ...environment },
      });
      let stdout = '';
      let stderr = '';
      program.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
      program.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
      program.on('error', (error) => {
        resolve({ status: null, stdout, stderr: error.message });
      });
      program.on('close', (status) => {
        resolve({ status: status ?? 1, stdout, stderr });
      });
    }),
  freeBytes: async (folder) => {
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize;
  },
};

import { LIBTENSORFLOW_VERSION } from '../packageVersions.ts';

/** A published Python wheel (a zip file) that holds the TensorFlow C library for one platform. */
export interface LibraryWheel {
  /** What pip is asked for. */
  readonly requirement: string;
  readonly pythonVersion: string;
  /** pip's name of the platform. */
  readonly platformTag: string;
  readonly sha256: string;
  /** Size of the download, in bytes. */
  readonly bytes: number;
  /** The members that are unpacked, all others stay inside. */
  readonly members: readonly string[];
  /** Linker arguments for the libraries among the members. */
  readonly linkArguments: readonly string[];
}

/** Folder of the libraries within the unpacked wheel. */
export const LIBRARY_FOLDER = 'tensorflow';

/** Folder of the headers within the unpacked wheel. */
export const HEADER_FOLDER = 'tensorflow/include';

/** Every header of TensorFlow that the sources of @tensorflow/tfjs-node reach. */
const headers = [
  'tensorflow/c/c_api.h',
  'tensorflow/c/c_api_macros.h',
  'tensorflow/c/eager/c_api.h',
  'tensorflow/c/tf_attrtype.h',
  'tensorflow/c/tf_buffer.h',
  'tensorflow/c/tf_datatype.h',
  'tensorflow/c/tf_status.h',
  'tensorflow/c/tf_tensor.h',
  'tensorflow/c/tf_tstring.h',
  'tensorflow/core/platform/ctstring.h',
  'tensorflow/core/platform/ctstring_internal.h',
  'tsl/c/tsl_status.h',
  'tsl/platform/ctstring.h',
  'tsl/platform/ctstring_internal.h',
].map((header) => `${HEADER_FOLDER}/${header}`);

const linuxLibraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
const macLibraries = ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib'];

const inLibraryFolder = (name: string): string => `${LIBRARY_FOLDER}/${name}`;

const linux = {
  pythonVersion: '311',
  linkArguments: linuxLibraries.map((library) => `-l:${library}`),
};

/** By `platform-architecture` of Node. Linux x64 is the one the tests of this project run on. */
const wheels: Record<string, LibraryWheel> = {
  'linux-x64': {
    ...linux,
    requirement: `tensorflow-cpu==${LIBTENSORFLOW_VERSION}`,
    platformTag: 'manylinux2014_x86_64',
    sha256: '54660c074d7241a503e81edfd9f5ef5af88f64051b72e2945f26318c790f2d26',
    bytes: 207_208_420,
    members: [...linuxLibraries.map(inLibraryFolder), ...headers],
  },
  'linux-arm64': {
    ...linux,
    requirement: `tensorflow-cpu-aws==${LIBTENSORFLOW_VERSION}`,
    platformTag: 'manylinux2014_aarch64',
    sha256: 'd4c3a3a9363bf42999adedbbd514e3a133be2d62f61fee9cfa46aaefb087c09e',
    bytes: 211_874_120,
    members: [
      ...linuxLibraries.map(inLibraryFolder),
      'tensorflow_cpu_aws.libs/libomp-54bf90fd.so.5',
      ...headers,
    ],
  },
  'darwin-arm64': {
    pythonVersion: '311',
    requirement: `tensorflow==${LIBTENSORFLOW_VERSION}`,
    platformTag: 'macosx_12_0_arm64',
    sha256: 'aa926114d1e13ffe5b2ea59c3f195216f26646d7fe36e9e5207b291e4b7902ff',
    bytes: 205_736_374,
    members: [...macLibraries.map(inLibraryFolder), ...headers],
    linkArguments: [
      '-ltensorflow_cc.2',
      '-ltensorflow_framework.2',
      '-undefined',
      'dynamic_lookup',
    ],
  },
};

/** The wheel for a platform, or undefined where no prebuilt library exists. */
export function libraryWheelFor(platform: string, architecture: string): LibraryWheel | undefined {
  return wheels[`${platform}-${architecture}`];
}

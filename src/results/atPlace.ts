/**
 * Runs the work of a component in a chapter.
 * @param place file and line of the component, as src/markdown/places.ts puts it in
 * @throws Error of the work, with the place in front
 */
export function atPlace<Value>(place: string | undefined, work: () => Value): Value {
  try {
    return work();
  } catch (error) {
    if (place === undefined) throw error;
    throw new Error(`${place}: ${(error as Error).message}`, { cause: error });
  }
}

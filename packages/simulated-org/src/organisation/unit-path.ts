/** The path of the OU above, `Workloads` of `Workloads/Production`; undefined when that is the root. */
export function parentOf(path: string): string | undefined {
  const slash = path.lastIndexOf('/');
  return slash === -1 ? undefined : path.slice(0, slash);
}

/** The name of an OU, `Production` of `Workloads/Production`. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

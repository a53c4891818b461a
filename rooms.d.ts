export interface Room {
  readonly name: string;
  /** Folder from the root. */
  readonly files: string;
  /** Names of other rooms. */
  readonly imports: readonly string[];
  readonly about: string;
}
export const rooms: readonly Room[];
export const selfTests: Pick<Room, 'name' | 'files'>;

/**
 * One bucket. Objects are text. Implemented over S3 by `s3-object-store.ts`; it retries, so every call is safe to repeat. Throws AwsError.
 */
export interface ObjectStore {
  readonly bucket: string;
  /** The object's text, or undefined when there is none. */
  read(key: string): Promise<string | undefined>;
  write(key: string, body: string): Promise<void>;
  /** Writes only if there is no such object yet (If-None-Match: *). Returns whether it wrote; false also when another got there first. */
  create(key: string, body: string): Promise<boolean>;
  /** Writes lines as they come, each with a newline after it, without holding all of them. Nothing is written if the lines throw. */
  writeLines(key: string, lines: AsyncIterable<string>): Promise<void>;
  /** All keys below a prefix, in the order of their UTF-8 bytes, over all pages. */
  list(prefix: string): Promise<string[]>;
  remove(key: string): Promise<void>;
}

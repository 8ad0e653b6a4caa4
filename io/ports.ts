/** The ports: everything the servers and workers may ask of the outside world. Adapters live beside; each passes its suite. */

/** One record as it lies on the bus. `value` null is a tombstone. */
export interface BusMessage {
  topic: string;
  /** Where it lies, for people: `topic/partition@offset` or a stream id. */
  position: string;
  value: Uint8Array | null;
  receivedAtMs: number;
}

export interface EventPublisher {
  /** Resolves when the bus holds the values. */
  publish(topic: string, values: readonly (string | Uint8Array)[]): Promise<void>;
  close(): Promise<void>;
}

export interface EventConsumer {
  /**
   * Hands over messages in order, in batches, and acknowledges a batch only after `handle` resolved.
   * When `handle` rejects, the batch is handed over again after a pause; nothing after it is lost or acknowledged.
   * A process that dies between the two finds the batch again when it, or another of its group, comes back.
   */
  consume(options: ConsumeOptions, handle: (batch: readonly BusMessage[]) => Promise<void>): Promise<Consumption>;
}

export interface ConsumeOptions {
  group: string;
  topics: readonly string[];
  /** Told of trouble with the bus itself; consuming goes on by itself afterwards. */
  onTrouble?: (error: Error) => void;
}

export interface Consumption {
  /** Finishes the batch in hand, then stops. */
  stop(): Promise<void>;
}

/** Keeps pictures and other artifacts by key. */
export interface ObjectStore {
  put(key: string, body: Uint8Array, mediaType: string): Promise<void>;
  /** @returns null when there is no such object. */
  get(key: string): Promise<{ body: Uint8Array; mediaType: string } | null>;
}

/** Only what removes old nights asks for it. */
export interface ObjectRemover {
  /** Removes every object whose key begins with the folder and a slash. @returns how many there were. */
  removeFolder(folder: string): Promise<number>;
}

/** Keeps one night up to date: reads the snapshot at once, follows from it, merges deltas, and resumes after a gap. */
import type { NightAnswer, Problem } from "#contracts/api.ts";
import type { ExposureSummary } from "#contracts/exposure.ts";
import { type ExposureDelta, exposureDelta, type NightFollow, nightFollowed } from "#contracts/push.ts";
import type { Fetched } from "./fetch-parsed.ts";
import { mergeExposures } from "./merge.ts";
import { unpackDeltas } from "./unpack-deltas.ts";

/** The part of a socket that following needs. */
export interface NightSocket {
  readonly connected: boolean;
  on(event: string, listener: (message: unknown) => void): unknown;
  off(event: string, listener: (message: unknown) => void): unknown;
  emit(event: "night:follow", request: NightFollow, answer: (outcome: unknown) => void): unknown;
  emit(event: "night:leave", request: { camera: string; dayObs: number }): unknown;
}

export interface FollowOptions {
  socket: NightSocket;
  camera: string;
  dayObs: number;
  fetchNight: () => Promise<Fetched<NightAnswer>>;
  /** Called with the whole night whenever it changed, and once when the snapshot is in. */
  onNight: (exposures: readonly ExposureSummary[]) => void;
  onDelta?: (delta: ExposureDelta) => void;
  /** Called with what is wrong, and with null once the night could be read. */
  onProblem: (problem: Problem | null) => void;
  /** Runs something later; a test hands in its own. @returns a function that cancels. */
  later?: (run: () => void, ms: number) => () => void;
}

const retryMs = 3_000;

function laterByTimer(run: () => void, ms: number): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}

/** Starts following. @returns a function that stops. */
export function followNight(options: FollowOptions): () => void {
  const { socket, camera, dayObs, fetchNight, onNight, onProblem, later = laterByTimer } = options;
  let exposures: readonly ExposureSummary[] = [];
  let lastDeltaId: string | null = null;
  let haveSnapshot = false;
  let followed = false;
  let reading = false;
  let readAgain = false;
  let stopped = false;
  let cancelLater = (): void => {};

  function take(incoming: readonly ExposureSummary[]): void {
    const merged = mergeExposures(exposures, incoming);
    if (merged === exposures) return;
    exposures = merged;
    if (haveSnapshot) onNight(exposures);
  }

  function takeDelta(delta: ExposureDelta): void {
    if (delta.exposure.camera !== camera || delta.exposure.dayObs !== dayObs) return;
    lastDeltaId = delta.id;
    take([delta.exposure]);
    options.onDelta?.(delta);
  }

  async function readSnapshot(): Promise<void> {
    if (reading) {
      readAgain = true;
      return;
    }
    reading = true;
    readAgain = false;
    // Whoever waited to read need not any more: a night that is there is not read once again.
    cancelLater();
    cancelLater = () => {};
    const answer = await fetchNight();
    reading = false;
    if (stopped) return;
    if (readAgain) return readSnapshot();
    if (!answer.ok) {
      onProblem(answer.problem);
      cancelLater = later(() => void readSnapshot(), retryMs);
      return;
    }
    onProblem(null);
    lastDeltaId = followed ? (lastDeltaId ?? answer.value.deltaId) : answer.value.deltaId;
    haveSnapshot = true;
    exposures = mergeExposures(exposures, answer.value.exposures);
    onNight(exposures);
    if (!followed && socket.connected) follow();
  }

  async function takePacked(packed: string): Promise<void> {
    const deltas = await unpackDeltas(packed);
    if (stopped) return;
    if (deltas === null) void readSnapshot();
    else for (const delta of deltas) onChanged(delta);
  }

  function follow(): void {
    // The snapshot says from where on: the server tells what came since, so nothing waits for a connection to read it.
    if (!haveSnapshot) {
      if (!reading) void readSnapshot();
      return;
    }
    followed = true;
    socket.emit("night:follow", { v: 1, camera, dayObs, since: lastDeltaId, packed: true }, (raw) => {
      if (stopped) return;
      const answer = nightFollowed.safeParse(raw);
      if (!answer.success || answer.data.outcome === "refused") {
        const detail = answer.success && answer.data.outcome === "refused" ? answer.data.reason : "Reload the page.";
        onProblem({ type: "about:blank", title: "The server does not push this night", status: 0, detail });
        return;
      }
      if (answer.data.outcome === "following") {
        for (const delta of answer.data.missed) takeDelta(delta);
        if (answer.data.packed !== undefined) void takePacked(answer.data.packed);
      }
      if (answer.data.outcome === "reload") {
        lastDeltaId = null;
        void readSnapshot();
      }
    });
  }

  function onChanged(raw: unknown): void {
    const delta = exposureDelta.safeParse(raw);
    if (delta.success) takeDelta(delta.data);
    else void readSnapshot();
  }

  socket.on("connect", follow);
  socket.on("exposure:changed", onChanged);
  void readSnapshot();

  return () => {
    stopped = true;
    cancelLater();
    socket.off("connect", follow);
    socket.off("exposure:changed", onChanged);
    if (socket.connected) socket.emit("night:leave", { camera, dayObs });
  };
}

/** Which exposure another is compared with, as it stands in the address: `?with=20261121.412`. */

export interface OtherExposure {
  dayObs: number;
  seqNum: number;
}

/** @returns the word of the address. */
export function otherWord({ dayObs, seqNum }: OtherExposure): string {
  return `${dayObs}.${seqNum}`;
}

/** @returns the address of an exposure's page that compares it with another of the same camera. */
export function compareHref(camera: string, { dayObs, seqNum }: OtherExposure, other: OtherExposure): string {
  return `/${camera}/${dayObs}/${seqNum}?with=${otherWord(other)}`;
}

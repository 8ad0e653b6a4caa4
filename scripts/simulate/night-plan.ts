/** What the sky and the telescope do during a simulated night: one entry an exposure, the same for the same seed. */
import { randomFor } from "./random.ts";

/** The conditions of one exposure. */
export interface PlannedExposure {
  seqNum: number;
  imageType: "OBJECT" | "BIAS" | "DARK" | "FLAT";
  /** Null for exposures that see no sky through a filter. */
  band: "g" | "r" | "i" | "z" | null;
  exposureTimeS: number;
  /** Which of the night's fields; the stars of a field stay the same all night. */
  field: number;
  target: string;
  raDeg: number;
  decDeg: number;
  altitudeDeg: number;
  azimuthDeg: number;
  airmass: number;
  /** Shift of the stars against the field's own positions, pixels. */
  ditherX: number;
  ditherY: number;
  /** FWHM of a star as it is recorded, blur by the pixel included, arcsec. */
  seeingArcsec: number;
  /** Ellipticity of the stars: (Ixx − Iyy)/T and 2 Ixy/T. */
  e1: number;
  e2: number;
  /** Sky (or lamp) brightness per 0.3″ × 0.3″ pixel over the whole exposure, electrons. */
  skyElectrons: number;
  /** Share of the starlight that comes through clouds. */
  transparency: number;
  /** What went wrong with the telescope, if anything did. */
  trouble: "wind" | "tracking" | "clouds" | null;
}

/** Exposures in one band before the next; electrons from a dark sky in 30 s. */
const blockLength = 8;
const bands = [
  { band: "g", skyElectrons: 420 },
  { band: "r", skyElectrons: 640 },
  { band: "i", skyElectrons: 980 },
  { band: "z", skyElectrons: 1350 },
] as const;
const exposuresPerField = 4;
const fieldCount = 6;
/** Calibrations at the start of a night. */
const calibrations = ["BIAS", "BIAS", "DARK", "FLAT", "FLAT"] as const;

export interface NightPlanOptions {
  seed: number;
  exposures: number;
  /** First exposures are bias, dark and flat frames. Default false: every exposure shows the sky. */
  calibrations?: boolean;
}

/** @returns exposures 1…n of the night. The first m of a longer night are the same as those of a shorter one. */
export function planNight({ seed, exposures, calibrations: withCalibrations = false }: NightPlanOptions) {
  const night = randomFor(seed, "night");
  const moon = 1 + 1.5 * night.uniform() ** 2;
  const plan: PlannedExposure[] = [];
  let seeing = 0.75 + 0.3 * night.uniform();
  let trend = 0;
  let cloud = 0;
  for (let seqNum = 1; seqNum <= exposures; seqNum += 1) {
    const random = randomFor(seed, "exposure", seqNum);
    // A random walk with memory that is drawn back to 0.9 arcsec, with a jump about every 40 exposures.
    trend = 0.7 * trend + 0.018 * random.normal() + 0.02 * (0.9 - seeing);
    const jump = random.uniform() < 1 / 40 ? 0.35 * (random.uniform() - 0.3) : 0;
    seeing = Math.min(1.6, Math.max(0.6, seeing + trend + jump));
    cloud = Math.max(0, 0.9 * cloud + (random.uniform() < 0.02 ? 0.35 : 0) + 0.02 * random.normal());
    const lamp = withCalibrations ? calibrations[seqNum - 1] : undefined;
    plan.push(lamp ? planCalibration(seqNum, lamp) : planSky(seed, seqNum, { seeing, cloud, moon }));
  }
  return plan;
}

interface Weather {
  seeing: number;
  cloud: number;
  moon: number;
}

function planSky(seed: number, seqNum: number, weather: Weather): PlannedExposure {
  const random = randomFor(seed, "sky", seqNum);
  const field = Math.floor((seqNum - 1) / exposuresPerField) % fieldCount;
  const place = randomFor(seed, "field", field);
  const raDeg = (40 + 12 * field + 4 * place.uniform()) % 360;
  const decDeg = -45 + 40 * place.uniform();
  // Fields rise and set slowly; the altitude stays between 35 and 80 degrees.
  const altitudeDeg = 57.5 + 22.5 * Math.sin(0.02 * seqNum + field);
  const airmass = 1 / Math.sin((altitudeDeg * Math.PI) / 180);
  const sky = bands[Math.floor((seqNum - 1) / blockLength) % bands.length] ?? bands[0];
  const trouble = troubleOf(random.uniform(), weather.cloud);
  const shape = shapeOf(trouble, random);
  return {
    seqNum,
    imageType: "OBJECT",
    band: sky.band,
    exposureTimeS: 30,
    field,
    target: `field-${String(field + 1).padStart(2, "0")}`,
    raDeg,
    decDeg,
    altitudeDeg,
    azimuthDeg: (90 + 40 * field + 0.3 * seqNum) % 360,
    airmass,
    ditherX: 12 * (random.uniform() - 0.5),
    ditherY: 12 * (random.uniform() - 0.5),
    seeingArcsec: Math.min(2.2, weather.seeing * airmass ** 0.6 * shape.blur),
    e1: shape.e1,
    e2: shape.e2,
    skyElectrons: sky.skyElectrons * weather.moon * (1 + 0.15 * (airmass - 1) + 0.6 * weather.cloud),
    transparency: Math.max(0.3, 1 - weather.cloud),
    trouble,
  };
}

function troubleOf(chance: number, cloud: number): PlannedExposure["trouble"] {
  if (chance < 0.03) return "wind";
  if (chance < 0.05) return "tracking";
  return cloud > 0.15 ? "clouds" : null;
}

/** A quiet telescope has round stars; wind shakes along one axis, lost tracking draws trails. */
function shapeOf(trouble: PlannedExposure["trouble"], random: ReturnType<typeof randomFor>) {
  const angle = Math.PI * random.uniform();
  const ellipticity =
    trouble === "tracking"
      ? 0.45
      : trouble === "wind"
        ? 0.22
        : Math.min(0.12, 0.03 + 0.015 * Math.abs(random.normal()));
  const blur = trouble === "tracking" ? 1.25 : trouble === "wind" ? 1.15 : 1;
  return { e1: ellipticity * Math.cos(2 * angle), e2: ellipticity * Math.sin(2 * angle), blur };
}

function planCalibration(seqNum: number, imageType: (typeof calibrations)[number]): PlannedExposure {
  return {
    seqNum,
    imageType,
    band: imageType === "FLAT" ? "r" : null,
    exposureTimeS: imageType === "BIAS" ? 0 : imageType === "DARK" ? 30 : 5,
    field: 0,
    target: imageType.toLowerCase(),
    raDeg: 0,
    decDeg: 0,
    altitudeDeg: 80,
    azimuthDeg: 0,
    airmass: 1,
    ditherX: 0,
    ditherY: 0,
    seeingArcsec: 0,
    e1: 0,
    e2: 0,
    skyElectrons: imageType === "FLAT" ? 15_000 : imageType === "DARK" ? 6 : 0,
    transparency: 0,
    trouble: null,
  };
}

/** V1: every form of address that RubinTV had, and what is none. */
import { expect, test } from "vitest";
import { loadCameras } from "#io/cameras/load-cameras.ts";
import { legacyTarget } from "./legacy-target.ts";

const cameras = [...(await loadCameras()), { name: "allsky", aliases: [], channelFolders: [] }];
const target = (url: string) => legacyTarget(url, cameras);
const key = "lsstcam/2025-11-01/focal_plane_mosaic/000123/lsstcam_focal_plane_mosaic_2025-11-01_000123.jpg";
const movie = "auxtel/2025-11-01/movies/final/auxtel_movies_2025-11-01_final.mp4";

test.each([
  ["", "/"],
  ["/", "/"],
  ["/usdf", "/"],
  ["/slac/", "/"],
  ["/admin", "/admin"],
  ["/summit/cluster-status", "/workers"],
  ["/detectors", "/workers"],
  ["/usdf/detectors", "/workers"],
  ["/status", "/workers"],
  ["/guide", "/"],
  ["/usdf/lsstcam", "/LSSTCam"],
  ["/usdf/LSSTCam/", "/LSSTCam"],
  ["/slac/lsstcam", "/LSSTCam"],
  ["/summit-usdf/lsstcam_aos", "/LSSTCam"],
  ["/summit-usdf/ra_performance", "/LSSTCam"],
  ["/summit-usdf/auxtel", "/LATISS"],
  ["/summit-usdf/comcam_sim_aos", "/LSSTComCamSim"],
  ["/summit/allsky", "/allsky"],
  ["/summit/lsstcam/historical", "/LSSTCam"],
  ["/summit/lsstcam/date/historical", "/LSSTCam"],
  ["/summit/lsstcam/date/2025-11-01", "/LSSTCam/20251101"],
  ["/summit/lsstcam/date/2025-11-01?seq_num=3", "/LSSTCam/20251101?q=seq+in+%283%29"],
  ["/summit/lsstcam/date/2025-11-01?seq_num=3,0012", "/LSSTCam/20251101?q=seq+in+%283%2C+12%29"],
  ["/summit/lsstcam/date/2025-11-01?seq_num=3&seq_num=5", "/LSSTCam/20251101?q=seq+in+%283%2C+5%29"],
  ["/summit/lsstcam/night_report", "/LSSTCam?night=channels"],
  ["/summit/lsstcam/night_report/2025-11-01", "/LSSTCam/20251101?night=channels"],
  ["/summit/auxtel/current/monitor", "/LATISS/current?channels=monitor"],
  ["/summit/lsstcam/mosaic", "/LSSTCam/current"],
  ["/summit/lsstcam/mosaic?headerless=true", "/LSSTCam/current?headerless=true"],
  [`/usdf/lsstcam/event?key=${key}`, "/LSSTCam/20251101/123?channel=focal_plane_mosaic"],
  [`/usdf/lsstcam/event?key=${encodeURIComponent(key)}`, "/LSSTCam/20251101/123?channel=focal_plane_mosaic"],
  [`/usdf/auxtel/event?key=${movie}`, "/LATISS/20251101?night=channels&channel=movies"],
  ["/summit-usdf/auxtel/event?channel_name=imexam&date_str=2025-11-01&seq_num=7", "/LATISS/20251101/7?channel=imexam"],
  ["/usdf/auxtel/event?type=mount&visit=2025110100007", "/LATISS/20251101/7?channel=mount"],
  ["/usdf/auxtel/event?type=mount&visit=202511017", "/LATISS/20251101/7?channel=mount"],
  ["/usdf/lsstcam?date=2025-11-01&seq_filter=3-7,9", "/LSSTCam/20251101?q=seq+in+%289%29+or+seq+between+3+and+7"],
  ["/usdf/lsstcam?date=2025-11-01", "/LSSTCam/20251101"],
  ["/usdf/lsstcam/calexp_mosaic?date=2025-11-01&seq=12", "/LSSTCam/20251101/12?channel=calexp_mosaic"],
  ["/usdf/lsstcam/calexp_mosaic/current", "/LSSTCam/current?channels=calexp_mosaic"],
  ["/usdf/lsstcam/night-report?date=2025-11-01", "/LSSTCam/20251101?night=channels"],
])("V1: /rubintv%s leads to %s", (url, page) => {
  expect(target(`/rubintv${url}`)).toBe(page);
});

test("V1: the key says which event is meant before the split form does, and that before type and visit", () => {
  const split = "channel_name=mount&date_str=2025-11-02&seq_num=8";
  const old = "type=imexam&visit=2025110300009";
  const event = (words: string) => target(`/rubintv/usdf/lsstcam/event?${words}`);
  expect(event(`${old}&${split}&key=${key}`)).toBe("/LSSTCam/20251101/123?channel=focal_plane_mosaic");
  expect(event(`${old}&${split}`)).toBe("/LSSTCam/20251102/8?channel=mount");
});

test.each([
  "/rubintv/nowhere",
  "/rubintv/usdf/nocam",
  "/rubintv/usdf/nocam/event?key=a",
  "/rubintv/usdf/lsstcam/event",
  "/rubintv/usdf/lsstcam/event?key=",
  "/rubintv/usdf/lsstcam/event?key=lsstcam/2025-11-01",
  "/rubintv/usdf/lsstcam/event?key=nocam/2025-11-01/mount/000001/a.png",
  "/rubintv/usdf/lsstcam/event?channel_name=mount&date_str=today&seq_num=1",
  "/rubintv/usdf/lsstcam/event?channel_name=mount&date_str=2025-11-01",
  "/rubintv/usdf/lsstcam/event?channel_name=mount&date_str=2025-11-01&seq_num=0",
  "/rubintv/usdf/lsstcam/event?channel_name=../x&date_str=2025-11-01&seq_num=1",
  "/rubintv/usdf/lsstcam/event?type=mount&visit=2025",
  "/rubintv/usdf/lsstcam/date",
  "/rubintv/usdf/lsstcam/date/2025-13-01",
  "/rubintv/usdf/lsstcam/date/2025-11-01/x",
  "/rubintv/usdf/lsstcam/date/2025-11-01?seq_num=drop",
  "/rubintv/usdf/lsstcam/current",
  "/rubintv/usdf/lsstcam/a/b/c",
  "/rubintv/usdf/lsstcam/calexp_mosaic",
  "/rubintv/usdf/%E0%A4%A",
  "/rubintv/ddv",
  "/rubintv/admin/x",
  "//rubintv/usdf",
  "/rubintvx",
  "",
])("V1: %s is no page", (url) => {
  expect(target(url)).toBeNull();
});

test("V1: an address leads to a page of this server and nowhere else", () => {
  expect(target("/rubintv/usdf/lsstcam/date/2025-11-01?seq_num=1&next=//elsewhere.example")).toBe(
    "/LSSTCam/20251101?q=seq+in+%281%29",
  );
  expect(target("/rubintv///elsewhere.example")).toBeNull();
});

"""Sky, number of sources and their median width, with astropy and SEP (pip install astropy sep)."""

import numpy as np
import sep
from astropy.io import fits

from firstlook_task import Failed, Missing, task


@task(name="moments", version="1")
def moments(image):
    with fits.open(image.path) as hdus:
        pixels = next((hdu.data for hdu in hdus if hdu.is_image and hdu.header.get("NAXIS") == 2), None)
    if pixels is None:
        raise Failed("unsupported", "the file holds no two-dimensional image")
    pixels = np.ascontiguousarray(pixels, dtype=np.float32)
    background = sep.Background(pixels)
    sources = sep.extract(pixels - background, image.config.get("sigmas", 5.0), err=background.globalrms)
    round_ones = sources[(sources["flag"] == 0) & (sources["npix"] >= 9)]
    fwhm = 2.3548 * np.sqrt(round_ones["a"] * round_ones["b"])
    return {
        "moments_sky": background.globalback,
        "moments_sources": len(sources),
        "moments_fwhm_px": np.median(fwhm) if len(fwhm) else Missing("no unblended source of 9 pixels or more"),
    }


if __name__ == "__main__":
    moments.serve()

/** The part of a pixel that a disk or an ellipse covers, exactly or by sample points. */

/** Signed area that the disk of radius 1 about the origin shares with the triangle of the origin, p and q. */
function wedgeArea(px: number, py: number, qx: number, qy: number): number {
  const dx = qx - px;
  const dy = qy - py;
  const length2 = dx * dx + dy * dy;
  const along = px * dx + py * dy;
  const discriminant = along * along - length2 * (px * px + py * py - 1);
  if (discriminant <= 0) return sectorArea(px, py, qx, qy);
  const root = Math.sqrt(discriminant);
  const enter = (-along - root) / length2;
  const leave = (-along + root) / length2;
  if (leave <= 0 || enter >= 1) return sectorArea(px, py, qx, qy);
  const t0 = Math.max(enter, 0);
  const t1 = Math.min(leave, 1);
  const ux = px + t0 * dx;
  const uy = py + t0 * dy;
  const vx = px + t1 * dx;
  const vy = py + t1 * dy;
  let area = (ux * vy - uy * vx) / 2;
  if (enter > 0) area += sectorArea(px, py, ux, uy);
  if (leave < 1) area += sectorArea(vx, vy, qx, qy);
  return area;
}

/** Signed area of the unit disk's sector between the directions of p and q. */
function sectorArea(px: number, py: number, qx: number, qy: number): number {
  return Math.atan2(px * qy - py * qx, px * qx + py * qy) / 2;
}

/**
 * Part of a unit pixel that lies inside an ellipse about the origin. The ellipse is squeezed to the unit disk, which makes
 * the pixel a parallelogram; its area inside the disk is the sum over its edges of the wedges to the centre.
 * @param dx the pixel's centre from the ellipse's centre, pixels.
 * @param a semi-axis along the direction (`cos`, `sin`), pixels.
 * @param b the other semi-axis, pixels.
 * @returns 0 to 1.
 */
export function ellipseOverlap(dx: number, dy: number, a: number, b: number, cos: number, sin: number): number {
  const centreU = (dx * cos + dy * sin) / a;
  const centreV = (dy * cos - dx * sin) / b;
  const rightU = (0.5 * cos) / a;
  const rightV = (-0.5 * sin) / b;
  const upU = (0.5 * sin) / a;
  const upV = (0.5 * cos) / b;
  // Corners counter-clockwise from the lower left.
  const u0 = centreU - rightU - upU;
  const v0 = centreV - rightV - upV;
  const u1 = centreU + rightU - upU;
  const v1 = centreV + rightV - upV;
  const u2 = centreU + rightU + upU;
  const v2 = centreV + rightV + upV;
  const u3 = centreU - rightU + upU;
  const v3 = centreV - rightV + upV;
  const inside = wedgeArea(u0, v0, u1, v1) + wedgeArea(u1, v1, u2, v2) + wedgeArea(u2, v2, u3, v3);
  return Math.min(1, Math.max(0, (inside + wedgeArea(u3, v3, u0, v0)) * a * b));
}

/**
 * Part of a pixel's `subpixels`² sample points that lie inside the ellipse cxx dx² + cyy dy² + cxy dx dy < scale2.
 * @param dx the pixel's centre from the ellipse's centre, pixels.
 */
export function sampledOverlap(
  dx: number,
  dy: number,
  cxx: number,
  cyy: number,
  cxy: number,
  scale2: number,
  subpixels: number,
): number {
  const step = 1 / subpixels;
  const first = 0.5 * (step - 1);
  let inside = 0;
  for (let i = 0; i < subpixels; i += 1) {
    const sy = dy + first + i * step;
    for (let j = 0; j < subpixels; j += 1) {
      const sx = dx + first + j * step;
      if (cxx * sx * sx + cyy * sy * sy + cxy * sx * sy < scale2) inside += 1;
    }
  }
  return inside * step * step;
}

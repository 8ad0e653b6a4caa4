/** The shape of an exposure before it is known. */

export function ExposureSkeleton() {
  return (
    <div
      role="status"
      aria-label="Reading the exposure"
      data-testid="loading"
      className="grid gap-3 p-4 desk:grid-cols-2"
    >
      <div className="panel h-[640px] p-4">
        <div className="skeleton h-12 w-1/2" />
        <div className="skeleton mt-4 h-[500px]" />
      </div>
      <div className="grid content-start gap-3">
        <div className="panel h-52" />
        <div className="panel h-64" />
        <div className="panel h-56" />
      </div>
    </div>
  );
}

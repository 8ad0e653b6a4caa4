/** The shape of a night before it is known, with the same sizes, so that nothing jumps. */

export function NightSkeleton() {
  return (
    <div
      role="status"
      aria-label="Reading the night"
      data-testid="loading"
      className="grid gap-3 p-4 desk:grid-cols-[minmax(380px,33vw)_minmax(0,1fr)]"
    >
      <div className="panel h-[496px] p-4">
        <div className="skeleton h-12 w-1/2" />
        <div className="skeleton mt-8 h-72" />
      </div>
      <div className="grid content-start gap-3">
        <div className="grid grid-cols-2 gap-3 tablet:grid-cols-5">
          {["a", "b", "c", "d", "e"].map((key) => (
            <div key={key} className="panel h-[136px] p-4">
              <div className="skeleton h-4 w-16" />
              <div className="skeleton mt-3 h-10" />
            </div>
          ))}
        </div>
        <div className="panel h-[352px]" />
      </div>
    </div>
  );
}

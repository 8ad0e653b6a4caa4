/** How to start, while no camera has an exposure. */

const commands = [
  ["npm start -- --replay DIR", "replays a folder of FITS files as a night"],
  ["npx firstlook simulate OUT --camera NAME --exposures 20", "makes a night of raw images to replay"],
  ["KAFKA_BROKERS=host:9092 npm start", "listens to the observatory's own image events"],
] as const;

export function NoData() {
  return (
    <section data-testid="no-data" className="panel mb-3 p-6">
      <h2 className="text-2xl text-bright">No exposures yet</h2>
      <p className="mt-1 text-quiet">The first image appears here by itself. To send one:</p>
      <dl className="mt-4 grid gap-x-6 gap-y-2 phone:grid-cols-[auto_1fr]">
        {commands.map(([command, does]) => (
          <div key={command} className="contents">
            <dt>
              <code className="rounded border border-line bg-raised px-2 py-1 font-mono text-small break-all">
                {command}
              </code>
            </dt>
            <dd className="max-phone:mb-2 text-quiet">{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

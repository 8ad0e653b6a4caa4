/** Who this tab is to the server, and whether that may change anything. */
import { useCallback, useEffect, useState } from "react";
import { keepToken, tokenHeaders } from "#app/control/control-token.ts";
import { type Actor, whoamiAnswer } from "#contracts/audit.ts";

export interface ActorState {
  /** Null while nobody is known; undefined until the server has answered. */
  actor: Actor | null | undefined;
  mayChange: boolean;
  enter: (token: string) => void;
}

export function useActor(): ActorState {
  const [actor, setActor] = useState<Actor | null | undefined>(undefined);
  const ask = useCallback(async () => {
    try {
      const response = await fetch("/api/whoami", { headers: tokenHeaders() });
      const told = whoamiAnswer.safeParse(await response.json());
      setActor(told.success ? told.data.actor : null);
    } catch {
      setActor(null);
    }
  }, []);
  useEffect(() => void ask(), [ask]);
  const enter = (token: string): void => {
    keepToken(token);
    void ask();
  };
  return { actor, mayChange: actor?.role === "operator" || actor?.role === "admin", enter };
}

// Starts the action. https://docs.github.com/actions/reference/workflows-and-actions/metadata-syntax#runs-for-javascript-actions
import { main } from "./main.ts";

process.exitCode = await main(process.env);

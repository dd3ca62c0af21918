/**
 * What the page may do: run its own scripts and styles, and ask the place that it came from. No inline script or style,
 * no frame around it, nothing from elsewhere.
 */
const directives = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** As a header; a page cannot forbid frames by itself. */
export const contentPolicy = [...directives, "frame-ancestors 'none'"].join('; ');

/** The one page. What it shows comes from its script. */
export function pageHtml({ isFixed }: { readonly isFixed: boolean }): string {
  return `<!doctype html>
<html lang="en"${isFixed ? ' data-fixed' : ''}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${directives.join('; ')}">
<meta name="referrer" content="no-referrer">
<title>Picket preview</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="assets/style.css">
<script src="assets/app.js" defer></script>
</head>
<body>
<noscript>The preview needs JavaScript: it draws the workbooks in the browser.</noscript>
</body>
</html>
`;
}

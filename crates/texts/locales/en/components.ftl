### The page of components

nav-components = Components
components-lead = Every part of the page in every state, for building and testing.

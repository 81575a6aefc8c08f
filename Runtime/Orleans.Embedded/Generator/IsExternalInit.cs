namespace System.Runtime.CompilerServices;

// Records need it; netstandard2.0 lacks it.
internal static class IsExternalInit;

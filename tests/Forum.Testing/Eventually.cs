using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Tryghedsforum.Testing;

/// <summary>Waits for what another task, connection or process brings about. The only place in the tests that lets time pass.</summary>
public static class Eventually
{
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(30);

    /// <summary>Returns as soon as the condition holds; fails with the condition's own text when the limit (30 s) is over.</summary>
    public static Task True(Func<bool> condition, TimeSpan? limit = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        True(() => Task.FromResult(condition()), limit, what);

    /// <inheritdoc cref="True(Func{bool}, TimeSpan?, string)"/>
    public static async Task True(Func<Task<bool>> condition, TimeSpan? limit = null, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var waited = Stopwatch.StartNew();
        while (!await condition())
        {
            if (waited.Elapsed > (limit ?? Generous)) throw new TimeoutException($"Not so after {waited.Elapsed.TotalSeconds:0.0} s: {what}");
            await Task.Delay(20);
        }
    }
}

using System.Globalization;

namespace Tryghedsforum.KillHost;

/// <summary>What whoever started the program says to it, a line each, and the two words that it says back. When the line closes, it stops.</summary>
internal static class Orders
{
    /// <summary>It is up.</summary>
    public const string Up = "kill-host: up";

    /// <summary>Begins a line with a step.</summary>
    public const string Step = "kill-host: step ";

    /// <summary>Waits for <c>go {time}</c>, from which the clock goes: until then the program has touched nothing, and another one may run in its place.</summary>
    public static async Task UntilGo(TextReader orders, MovedClock clock)
    {
        if (await orders.ReadLineAsync() is not { } line || line.Split(' ') is not ["go", var start]) throw new InvalidOperationException("The first order is \"go\".");
        clock.Begin(DateTimeOffset.Parse(start, CultureInfo.InvariantCulture));
    }

    /// <summary>Follows orders: <c>list</c>, <c>arm {occurrence} {step}</c>, <c>ahead {seconds}</c>.</summary>
    public static async Task Follow(TextReader orders, Steps steps, MovedClock clock)
    {
        while (await orders.ReadLineAsync() is { } line)
        {
            switch (line.Split(' ', 3))
            {
                case ["list"]:
                    steps.List();
                    break;
                case ["arm", var occurrence, var step]:
                    steps.Arm(step, int.Parse(occurrence, CultureInfo.InvariantCulture));
                    break;
                case ["ahead", var seconds]:
                    clock.Ahead(TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)));
                    break;
            }
        }
    }
}

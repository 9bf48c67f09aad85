using System.Diagnostics;

namespace Tryghedsforum.KillHost;

/// <summary>
/// The steps of the program that have an effect outside it: writes, commits, requests, answers. It lists them when asked to, and ends the
/// process at the one that it was armed for: by SIGKILL, so nothing is flushed, disposed or rolled back by the program itself.
/// </summary>
internal sealed class Steps
{
    private readonly Lock door = new();
    private string? deadly;
    private int left;
    private bool lists;

    /// <summary>Writes every step on the console from now on.</summary>
    public void List()
    {
        lock (door) lists = true;
    }

    /// <summary>Ends the process when a step is reached for the given time; the step as it was listed.</summary>
    public void Arm(string step, int occurrence)
    {
        lock (door) (deadly, left) = (step, occurrence);
    }

    /// <summary>The step is about to take effect.</summary>
    public void Before(string step) => Reach("before " + step);

    /// <summary>The step has taken effect, and the program has not gone on.</summary>
    public void After(string step) => Reach("after " + step);

    private void Reach(string step)
    {
        lock (door)
        {
            if (lists) Console.WriteLine(Orders.Step + step);
            if (step != deadly || --left > 0) return;
            Process.GetCurrentProcess().Kill();
            // The signal is on its way: nobody passes another step before it is here.
            Thread.Sleep(Timeout.Infinite);
        }
    }
}

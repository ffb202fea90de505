using Microsoft.AspNetCore.Mvc;
using MvcApp.Models;

namespace MvcApp.Controllers;

/// <summary>A page with a form, checked on the way in.</summary>
public sealed class HomeController : Controller
{
    public IActionResult Index() => View(new Guest());

    [HttpPost, ValidateAntiForgeryToken]
    public IActionResult Index(Guest guest) => ModelState.IsValid ? RedirectToAction(nameof(Hello), new { id = guest.Name }) : View(guest);

    public IActionResult Hello(string id) => View(model: id);
}

namespace WebApp;

internal sealed record Order(string Article, int Amount);

internal sealed record Offer(string Article, int Amount, decimal Price);

/// <summary>A service that endpoints are given; the price comes from appsettings.json.</summary>
internal sealed class PriceList(IConfiguration configuration)
{
    private readonly decimal _price = configuration.GetValue<decimal>("Price");

    public Offer OfferFor(Order order) => new(order.Article, order.Amount, order.Amount * _price);
}
